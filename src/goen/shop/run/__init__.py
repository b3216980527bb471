"""Starting and keeping the shop: supervise, back up, restore, move, look after its health."""
