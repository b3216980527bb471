"""The figures of the company on screen: portfolio, movement, sales, and the other analyses."""
