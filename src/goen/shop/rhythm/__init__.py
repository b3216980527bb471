"""Contact rhythm: who is late by their own rhythm, whom to call first, whom to let rest."""
