"""What is read of touches, next actions and voices."""
