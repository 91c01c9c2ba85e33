-- Nobody calls it: recency comes from last_transaction_time wherever it is read.
DROP FUNCTION IF EXISTS age_recency(INT, INT);
