"""What goes wrong: each nemesis starts one kind of fault and undoes it."""
