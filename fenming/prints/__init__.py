"""Official paper: one module and one template for each form, from the frozen views of `queries`."""
