"""The page's endpoints, one router a topic."""
