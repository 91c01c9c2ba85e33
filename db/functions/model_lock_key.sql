-- AdvisoryLock.ActiveModel of the C# code, which has the list of all keys; a test holds both equal.
--
-- Activating a model and ingesting never overlap: whoever scores customers holds this advisory lock shared until its transaction ends,
-- activation holds it alone. So a transaction that began under the old model is finished before the new one becomes active, and each
-- one that begins later scores with the new one.
CREATE OR REPLACE FUNCTION model_lock_key() RETURNS BIGINT LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN 7305808869231650913;
