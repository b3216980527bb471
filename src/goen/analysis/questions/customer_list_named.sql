-- One row per customer: the customer list, and the customer's name where there is one.
SELECT
    customer_list.customer,
    customer_names.customer_name,
    customer_list.rank,
    customer_list.status,
    customer_list.first_day,
    customer_list.last_day,
    customer_list.occasions,
    customer_list.sales,
    customer_list.sales_12m,
    customer_list.sales_previous_12m,
    customer_list.tenure,
    customer_list.silence,
    customer_list.truncated,
    customer_list.r,
    customer_list.f,
    customer_list.m,
    customer_list.rfm_segment,
    customer_list.decile,
    customer_list.abc
FROM customer_list
LEFT JOIN customer_names ON customer_names.customer = customer_list.customer
ORDER BY customer_list.customer
