-- The decayed sum that a customer is loaded with, of whom only lifetime figures are known: as if all transactions had been of the same worth and had
-- come at equal distances from paying_since on, the last one at last_transaction_time. With a worth of 1 it is the sum of the weights. (The weights
-- are a geometric series.)
CREATE OR REPLACE FUNCTION decayed_baseline(
  worth FLOAT,
  num_transactions INT,
  paying_since TIMESTAMPTZ,
  last_transaction_time TIMESTAMPTZ,
  reference_time TIMESTAMPTZ,
  per_day FLOAT
) RETURNS FLOAT
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN num_transactions <= 0 OR worth < 1e-60 THEN 0
  ELSE LEAST(worth, 1e60)
    * age_weight(last_transaction_time, reference_time, per_day)
    * (1 - exp(-LEAST(485, per_day * date_part('epoch', last_transaction_time - paying_since) / 86400)))
    / (1 - exp(-LEAST(485, per_day * date_part('epoch', last_transaction_time - paying_since) / 86400) / num_transactions))
END;
