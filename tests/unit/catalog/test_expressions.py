"""The SQL of computed fields, with tables and the run moment filled in."""

import pytest

from antavo_export.catalog import load_catalog
from antavo_export.catalog.expression import placeholders, quoted, render

CATALOG = load_catalog()


def test_tables_are_quoted_and_the_run_moment_is_filled_in() -> None:
    model = CATALOG.model("coupon_pools")

    sql = CATALOG.expression(model, model.field("coupons_unassigned"), "now()")

    assert sql.startswith("(SELECT count(*)")
    assert sql.endswith(")")
    assert 'FROM "loyalty"."coupons" AS coupon' in sql
    assert "expiration_date < now()" in sql
    assert "$" not in sql


def test_tables_that_are_no_data_model_are_found_with_the_model() -> None:
    model = CATALOG.model("customers")

    assert '"loyalty"."segment_members"' in CATALOG.expression(
        model, model.field("segment"), "now()"
    )


def test_a_field_with_a_column_is_no_expression() -> None:
    model = CATALOG.model("customers")

    with pytest.raises(ValueError, match=r"customers\.email is not an expression"):
        CATALOG.expression(model, model.field("email"), "now()")


def test_a_run_moment_with_a_dollar_sign_is_taken_as_it_is() -> None:
    sql = render("t.a < $run_moment", table=lambda name: ("s", name), run_moment="$1")

    assert sql == "(t.a < $1)"


def test_a_doubled_dollar_sign_stands_for_one() -> None:
    assert render("t.a ~ 'x$$'", table=lambda name: ("s", name), run_moment="") == "(t.a ~ 'x$')"


def test_a_lone_dollar_sign_is_refused() -> None:
    with pytest.raises(ValueError, match="double a literal"):
        placeholders("t.a ~ '^x$'")


def test_quotes_within_an_identifier_are_doubled() -> None:
    assert quoted(("loyalty", 'a"; drop table x; --')) == '"loyalty"."a""; drop table x; --"'
