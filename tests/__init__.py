"""The test suites; see CONTRIBUTING.md for which is which."""
