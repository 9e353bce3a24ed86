"""How events reach their files."""
