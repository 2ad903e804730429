"""Annotated reports, from the form people write to the form programs read."""
