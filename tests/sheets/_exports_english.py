"""Files of English shop systems and public sets: their real heads, rows made up."""

from __future__ import annotations

from tests.sheets._export import Export

ENGLISH = [
    Export(
        name="UCI Online Retail",
        columns="""
            InvoiceNo: 536365 | 536366 | C536379 | 536367
            StockCode: 85123A | 22633 | D | 84879
            Description: HOLDER | WARMER | Discount | BIRD
            Quantity: 6.0 | 6.0 | -1.0 | 32.0
            InvoiceDate: 2010-12-01 | 2010-12-01 | 2010-12-01 | 2010-12-02
            UnitPrice: 2.55 | 1.85 | 27.5 | 1.69
            CustomerID: 17850.0 | 17850.0 | 14527.0 | _
            Country: UK | UK | UK | UK
        """,
        expected="""
            customer: CustomerID
            date: InvoiceDate
            quantity: Quantity
            unit_price: UnitPrice
            product: Description
            slip: InvoiceNo
        """,
        absent=("amount",),
        digits=2,
        typed=True,
    ),
    Export(
        name="Online Retail II",
        columns="""
            Invoice: 489434 | 489435 | 489436
            StockCode: 85048 | 22350 | 48173C
            Description: GLASS BALL | CAT BOWL | DOOR MAT
            Quantity: 12.0 | 12.0 | 10.0
            InvoiceDate: 2009-12-01 07:45 | 2009-12-01 07:46 | 2009-12-01 09:06
            Price: 6.95 | 2.55 | 5.95
            Customer ID: 13085.0 | 13085.0 | 13078.0
            Country: UK | UK | UK
        """,
        expected="""
            customer: Customer ID
            date: InvoiceDate
            unit_price: Price
        """,
        absent=("amount",),
        digits=2,
        typed=True,
    ),
    Export(
        name="Superstore",
        columns="""
            Row ID: 1 | 2 | 3
            Order ID: CA-1 | CA-1 | CA-2
            Order Date: 2016-11-08 | 2016-11-08 | 2016-06-12
            Ship Date: 2016-11-11 | 2016-11-11 | 2016-06-16
            Ship Mode: Second | Second | Second
            Customer ID: CG-12520 | CG-12520 | DV-13045
            Customer Name: Claire Gute | Claire Gute | Darrin Van
            Segment: Consumer | Consumer | Corporate
            Country: US | US | US
            City: Henderson | Henderson | LA
            State: Kentucky | Kentucky | California
            Postal Code: 42420 | 42420 | 90036
            Region: South | South | West
            Product ID: F-1 | F-2 | O-1
            Category: Furniture | Furniture | Office
            Sub-Category: Bookcases | Chairs | Labels
            Product Name: Bush | Hon | Labels
            Sales: 261.96 | 731.94 | 14.62
            Quantity: 2 | 3 | 2
            Discount: 0 | 0 | 0
            Profit: 41.9136 | 219.582 | 6.8714
        """,
        expected="""
            customer: Customer ID
            date: Order Date
            amount: Sales
            customer_name: Customer Name
            product: Product Name
            category: Category
            quantity: Quantity
            gross_profit: Profit
            slip: Order ID
        """,
        absent=("kind", "shop"),
        digits=2,
    ),
    Export(
        name="Square",
        columns="""
            Date: 2025-04-01 | 2025-04-01 | 2025-04-03
            Time: 10:00:00 | 11:00:00 | 12:00:00
            Time Zone: Tokyo | Tokyo | Tokyo
            Gross Sales: 1000 | 2000 | 500
            Discounts: 0 | 0 | 0
            Net Sales: 1000 | 2000 | 500
            Tax: 100 | 200 | 50
            Tip: 0 | 0 | 0
            Total Collected: 1100 | 2200 | 550
            Source: Register | Register | Register
            Transaction ID: TX1 | TX2 | TX3
            Payment ID: P1 | P2 | P3
            Location: Shibuya | Shibuya | Shinjuku
            Customer ID: CU1 | CU2 | CU1
            Customer Name: Sato | Tanaka | Sato
        """,
        expected="""
            customer: Customer ID
            date: Date
            shop: Location
            slip: Transaction ID
        """,
    ),
    Export(
        name="Stripe",
        columns="""
            id: ch_1 | ch_2 | ch_3
            Created date (UTC): 2025-04-01 01:00:00 | 2025-04-02 01:00:00 | 2025-04-09 01:00:00
            Amount: 1200 | 3000 | 1200
            Amount Refunded: 0 | 3000 | 0
            Currency: jpy | jpy | jpy
            Customer ID: cus_A | cus_B | cus_A
            Customer Email: a@example.com | b@example.com | a@example.com
            Description: Order 1 | Order 2 | Order 3
            Status: Paid | Refunded | Paid
        """,
        expected="""
            customer: Customer ID
            date: Created date (UTC)
            amount: Amount
            kind: Status
        """,
    ),
    Export(
        name="Olist joined",
        columns="""
            order_id: o1 | o2 | o3
            customer_id: c1 | c2 | c3
            order_status: delivered | delivered | canceled
            order_purchase_timestamp: 2017-10-02 10:56:33 | 2018-07-24 20:41:37 | 2018-08-08 08:38
            order_delivered_customer_date: 2017-10-10 21:25:13 | 2018-08-07 15:27:45 | _
            customer_unique_id: u1 | u2 | u1
            customer_zip_code_prefix: 03149 | 47813 | 75265
            payment_value: 38.71 | 141.46 | 179.12
        """,
        expected="""
            customer: customer_unique_id
            date: order_purchase_timestamp
            amount: payment_value
            kind: order_status
        """,
        digits=2,
    ),
    Export(
        name="Amazon orders",
        columns="""
            amazon-order-id: 250-1 | 250-2 | 250-3
            purchase-date: 2025-04-01T01:00+09:00 | 2025-04-03T01:00+09:00 | 2025-04-05T01:00+09:00
            last-updated-date: 2025-04-02T01:00Z | 2025-04-04T01:00Z | 2025-04-06T01:00Z
            order-status: Shipped | Cancelled | Shipped
            product-name: Tea | Pot | Tea
            sku: T1 | P1 | T1
            quantity: 1 | 0 | 2
            currency: JPY | JPY | JPY
            item-price: 1000 | _ | 2000
            item-tax: 100 | _ | 200
            buyer-email: a@m.amazon.co.jp | b@m.amazon.co.jp | a@m.amazon.co.jp
        """,
        expected="""
            customer: buyer-email
            date: purchase-date
            amount: item-price
            kind: order-status
            slip: amazon-order-id
        """,
    ),
    Export(
        name="Kaggle retail transactions",
        columns="""
            customer_id: CS5295 | CS4768 | CS5295
            trans_date: 11-Feb-13 | 15-Mar-15 | 26-Feb-13
            tran_amount: 35 | 39 | 52
        """,
        expected="""
            customer: customer_id
            date: trans_date
            amount: tran_amount
        """,
        years=(1950, 2049),
    ),
    Export(
        name="Kaggle retail sales",
        columns="""
            Transaction ID: 1 | 2 | 3
            Date: 2023-11-24 | 2023-02-27 | 2023-01-13
            Customer ID: CUST001 | CUST002 | CUST001
            Gender: Male | Female | Male
            Age: 34 | 26 | 50
            Product Category: Beauty | Clothing | Electronics
            Quantity: 3 | 2 | 1
            Price per Unit: 50 | 500 | 30
            Total Amount: 150 | 1000 | 30
        """,
        expected="""
            customer: Customer ID
            date: Date
            amount: Total Amount
            category: Product Category
            quantity: Quantity
            slip: Transaction ID
        """,
    ),
    Export(
        name="Hotel bookings",
        columns="""
            booking_id: B1 | B2 | B3
            guest_id: G1 | G2 | G1
            booking_date: 2025-01-02 | 2025-01-03 | 2025-01-09
            arrival_date: 2025-02-02 | 2025-02-10 | 2025-03-02
            status: Check-Out | Canceled | Check-Out
            is_canceled: 0 | 1 | 0
            total_price: 12000 | 30000 | 18000
            hotel: City | Resort | City
        """,
        expected="""
            customer: guest_id
            date: booking_date
            amount: total_price
            cancelled: is_canceled
            shop: hotel
        """,
    ),
    Export(
        name="H&M",
        columns="""
            t_dat: 2018-09-20 | 2018-09-20 | 2018-09-24
            customer_id: 000058a12d5b | 00007d2de826 | 000058a12d5b
            article_id: 0663713001 | 0505221004 | 0685687003
            price: 0.05 | 0.03 | 0.07
            sales_channel_id: 2 | 2 | 2
        """,
        expected="""
            customer: customer_id
            date: t_dat
            amount: price
        """,
        digits=2,
    ),
    Export(
        name="WooCommerce",
        columns="""
            Order Number: 101 | 102 | 103
            Order Status: Completed | Cancelled | Completed
            Order Date: 2025-04-01 10:00 | 2025-04-02 10:00 | 2025-04-05 10:00
            Customer User ID: 5 | 6 | 5
            Email (Billing): a@example.com | b@example.com | a@example.com
            Phone (Billing): 090 | 080 | 090
            Order Subtotal Amount: 1000 | 3000 | 2000
            Order Shipping Amount: 500 | 0 | 500
            Order Total Amount: 1500 | 3000 | 2500
            Item Name: Tea | Pot | Tea
            Quantity: 1 | 1 | 2
        """,
        expected="""
            customer: Customer User ID
            date: Order Date
            amount: Order Total Amount
            kind: Order Status
            slip: Order Number
        """,
    ),
    Export(
        name="CRM export",
        columns="""
            Account Name: Hokuriku | Tokai | Hokuriku
            Close Date: 2025-04-01 | 2025-04-09 | 2025-05-01
            Amount (JPY): 120000 | 80000 | 60000
            Stage: Closed Won | Closed Won | Closed Won
            Owner: Sato | Sato | Tanaka
        """,
        expected="""
            customer: Account Name
            date: Close Date
            amount: Amount (JPY)
        """,
    ),
]
