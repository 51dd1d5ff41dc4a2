"""What one export asks for: the sections of its YAML file, and the loader that checks them."""
