"""What Airflow's web interface shows of exports."""
