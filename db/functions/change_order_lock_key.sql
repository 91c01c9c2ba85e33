-- AdvisoryLock.ChangeOrder of the C# code, which has the list of all keys; a test holds both equal.
--
-- Whoever adds changes of segment holds this advisory lock until the transaction ends, so that their ids grow in the order of commit.
CREATE OR REPLACE FUNCTION change_order_lock_key() RETURNS BIGINT LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN 7305808869231650914;
