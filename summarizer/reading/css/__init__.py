"""CSS, as far as it decides whether text can be seen: values, properties, selectors, sheets, and what is inherited."""
