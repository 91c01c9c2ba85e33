-- The last activation; 0 before the first. Letting go of a pinned model is none.
CREATE OR REPLACE FUNCTION last_activation() RETURNS BIGINT
LANGUAGE sql STABLE AS $$
  SELECT COALESCE(max(activation_id), 0) FROM model_activations WHERE reason <> 'unpin'
$$;
