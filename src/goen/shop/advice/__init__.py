"""What to do next: findings with their people, yen and cost, by the company's playbook."""
