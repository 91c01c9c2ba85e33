-- The figures as of now, for people and other systems. They age by whole days since the last transaction, as recency does.
CREATE OR REPLACE VIEW current_profiles AS
SELECT
  customer_id,
  CASE
    WHEN decayed_amount > 0 THEN exp(GREATEST(ln(decayed_amount) - decay, -500)) * decay_per_day * 30.4375::FLOAT
    ELSE 0
  END AS spending_per_month,
  CASE
    WHEN decayed_transactions > 0 THEN exp(GREATEST(ln(decayed_transactions) - decay, -500)) * decay_per_day * 30.4375::FLOAT
    ELSE 0
  END AS payments_per_month,
  CASE WHEN decayed_transactions > 0 THEN decayed_amount / decayed_transactions ELSE avg_transaction_amt END AS recent_transaction_amt
FROM (
  SELECT
    c.*,
    s.decay_per_day,
    s.decay_per_day * (
      date_part('epoch', c.last_transaction_time - s.reference_time) / 86400
        + floor(GREATEST(0, date_part('epoch', COALESCE((SELECT customer_time FROM customer_clock), now()) - c.last_transaction_time)) / 86400)
    ) AS decay
  FROM customer_segments c
  CROSS JOIN profile_settings s
) aged;

GRANT SELECT ON current_profiles TO segmentation_service;
