"""The page in a browser, in front of a whole Airflow."""
