"""Results that were reviewed once and must not change unnoticed.

``UPDATE_GOLDEN=1 pytest tests/golden`` writes them anew; read the diff before committing it.
"""
