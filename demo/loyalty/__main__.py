"""`python -m demo.loyalty`: fill a database with the loyalty programme and let exports read it.

The database is the one that libpq's variables name (PGHOST, PGDATABASE, PGUSER, PGPASSWORD and
so on); its user may create schemas and roles. LOYALTY_READER_PASSWORD is the password that the
role of the exports gets, LOYALTY_CUSTOMERS the number of customers, 20000 unless it is set. Where
the programme is, it is left as it is.
"""

import os
from datetime import UTC, datetime

import psycopg

from demo.loyalty import create_reader, fill, is_filled
from demo.progress import say

CUSTOMERS = 20_000
EVENTS_PER_CUSTOMER = 10


def main() -> None:
    """Do both, each only where it is missing."""
    customers = int(os.environ.get("LOYALTY_CUSTOMERS", CUSTOMERS))
    with psycopg.connect() as connection:
        if is_filled(connection):
            say("The loyalty programme is there already.")
        else:
            events = customers * EVENTS_PER_CUSTOMER
            fill(connection, customers=customers, events=events, today=datetime.now(UTC).date())
            say(f"Loaded {customers:,} customers and {events:,} events.")
        create_reader(connection, os.environ["LOYALTY_READER_PASSWORD"])


if __name__ == "__main__":
    main()
