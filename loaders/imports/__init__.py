"""Foreign tables to checked statements, by recipes in data/imports/."""
