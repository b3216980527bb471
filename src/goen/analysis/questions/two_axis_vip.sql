-- One row per VIP: above both cuts and not new, the best hundred.
SELECT customers.customer, NULL AS customer_name, two_axis.x, two_axis.y
FROM two_axis
JOIN customers ON customers.customer_id = two_axis.customer_id
WHERE two_axis.x >= $x_cut AND two_axis.y >= $y_cut AND NOT two_axis.is_new
ORDER BY two_axis.x DESC, two_axis.y DESC, customers.customer
LIMIT 100
