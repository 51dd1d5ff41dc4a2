"""What happens to the bytes: extracted, stored, delivered, and a receipt for each."""
