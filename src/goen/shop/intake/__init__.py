"""Files in, files out: each import is checked whole, taken over in steps, and can be taken back."""
