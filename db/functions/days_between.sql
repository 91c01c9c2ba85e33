-- Whole days between a transaction and a moment; a transaction that seems to come from the future counts as today's.
CREATE OR REPLACE FUNCTION days_between(transaction_time TIMESTAMPTZ, moment TIMESTAMPTZ) RETURNS INT
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN GREATEST(0, floor(extract(EPOCH FROM moment - transaction_time) / 86400))::INT;
