"""What clients do: each workload is a kind of process with a step of one call."""
