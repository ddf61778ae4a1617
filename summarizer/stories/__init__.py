"""Which entries report the same event, and why: rules and a small learned model, no language model."""
