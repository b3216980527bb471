"""The doors of this room: each reads the request, makes one call and shows the answer."""
