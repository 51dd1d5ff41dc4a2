"""What deployments are made of; the product does not import it."""
