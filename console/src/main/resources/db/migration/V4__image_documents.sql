-- What the API shows of images: what uses each, what nobody can tell, and so the verdict. Here it is decided, and nowhere else: whatever
-- refers to an image makes it IN_USE; where nothing does, each doubt makes it UNCLEAR; it is UNREFERENCED where neither is
-- left, which is no proof that it is not used: docs/operations/images.md.

-- For how long what was read of a host counts. A host is read each resync-interval of vm-inventory, 30 min by default.
CREATE FUNCTION reading_lifetime() RETURNS interval LANGUAGE sql IMMUTABLE AS $$ SELECT interval '2 hours' $$;

CREATE FUNCTION utc_text(the_time timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT to_char(the_time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
$$;

CREATE FUNCTION listed_last_text(the_time timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT 'It was listed last at ' || utc_text(the_time) || ', more than '
           || (extract(epoch FROM reading_lifetime()) / 3600)::integer || ' hours ago'
$$;

-- The last part of a path.
CREATE FUNCTION file_name(the_path text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT regexp_replace(the_path, '^.*/', '') $$;

-- Of at most 20 sentences, the first three, and how many more there are. Who asks reads no more than 20.
CREATE FUNCTION first_three(the_sentences text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT array_to_string(the_sentences[1:3], '. ')
           || CASE WHEN cardinality(the_sentences) > 3
                   THEN '. There are ' || CASE WHEN cardinality(the_sentences) >= 20 THEN 'at least ' ELSE '' END
                        || (cardinality(the_sentences) - 3) || ' more' ELSE '' END
$$;

-- Every volume that is surely the same file as a volume, itself included: a host says so, or it has one path for both.
CREATE FUNCTION same_files(the_store text, the_volume text) RETURNS TABLE (store text, volume text)
LANGUAGE sql STABLE ROWS 2 AS $$
    WITH RECURSIVE names (store, volume) AS (
        SELECT the_store, the_volume
        UNION
        SELECT other.store, other.volume
        FROM names n
        CROSS JOIN LATERAL (
            SELECT r.ref_store, r.ref_volume
            FROM listed_volumes l
            JOIN listed_references r ON r.host_id = l.host_id AND r.pool = l.pool AND r.volume = l.volume
            WHERE l.store = n.store AND l.volume = n.volume AND r.kind = 'ALIAS' AND r.certain
            UNION ALL
            SELECT l.store, l.volume
            FROM listed_references r
            JOIN listed_volumes l ON l.host_id = r.host_id AND l.pool = r.pool AND l.volume = r.volume
            WHERE r.ref_store = n.store AND r.ref_volume = n.volume AND r.kind = 'ALIAS' AND r.certain
            UNION ALL
            SELECT o.store, o.volume
            FROM listed_volumes l
            JOIN listed_volumes o ON o.host_id = l.host_id AND o.path = l.path
            WHERE l.store = n.store AND l.volume = n.volume
        ) AS other (store, volume)
    )
    SELECT n.store, n.volume FROM names n
$$;

-- Everything that refers to an image under any name of the same file, or may. certain is false where another image may be meant.
CREATE FUNCTION image_references(the_store text, the_volume text)
RETURNS TABLE (kind text, certain boolean, vm text, "vmName" text, host text, place text, live boolean, configured boolean,
               image text, since timestamptz)
LANGUAGE sql STABLE AS $$
    WITH names AS MATERIALIZED (
        SELECT s.store, s.volume,
               CASE WHEN s.store <> the_store OR s.volume <> the_volume THEN s.store || '/' || s.volume END AS other_name
        FROM same_files(the_store, the_volume) s
    )
    -- A slot of a VM names it, or an image above it.
    SELECT 'SLOT', true, u.vm_id, p.name, u.host_id, u.slot, u.live, u.configured,
           (SELECT CASE WHEN a.store = '' THEN a.path ELSE a.store || '/' || a.volume END FROM vm_volumes a
            WHERE a.vm_id = u.vm_id AND a.host_id = u.host_id AND a.number = u.number - 1 AND u.depth > 0),
           p.observed_at
    FROM names n
    JOIN vm_volumes u ON u.store = n.store AND u.volume = n.volume
    JOIN vm_placements p ON p.vm_id = u.vm_id AND p.host_id = u.host_id AND p.gone_at IS NULL
    UNION ALL
    -- A snapshot, a saved state, a checkpoint or another part of a definition.
    SELECT r.holder,
           NOT EXISTS (SELECT FROM vm_unresolved q WHERE q.vm_id = r.vm_id AND q.host_id = r.host_id AND q.name = r.path),
           r.vm_id, p.name, r.host_id, r.name, NULL, NULL, NULL, p.observed_at
    FROM names n
    JOIN vm_references r ON r.store = n.store AND r.volume = n.volume
    JOIN vm_placements p ON p.vm_id = r.vm_id AND p.host_id = r.host_id AND p.gone_at IS NULL
    UNION ALL
    -- Another image is backed by it or keeps its data in it, or a pool is made of it.
    SELECT CASE r.kind WHEN 'BACKING' THEN 'BACKING_FILE' WHEN 'DATA' THEN 'DATA_FILE' WHEN 'SOURCE' THEN 'POOL' ELSE r.kind END,
           r.certain, NULL, NULL, r.host_id, r.pool, NULL, NULL,
           CASE WHEN r.volume = '' THEN NULL ELSE v.store || '/' || r.volume END,
           coalesce(v.observed_at, s.observed_at)
    FROM names n
    JOIN listed_references r ON r.ref_store = n.store AND r.ref_volume = n.volume
    LEFT JOIN listed_volumes v ON v.host_id = r.host_id AND v.pool = r.pool AND v.volume = r.volume
    LEFT JOIN pool_listings s ON s.host_id = r.host_id AND s.pool = r.pool AND r.volume = ''
    WHERE (r.kind <> 'ALIAS' OR NOT r.certain)
      AND NOT (r.kind = 'SOURCE' AND s.store IS NOT DISTINCT FROM n.store)
      AND NOT EXISTS (SELECT FROM names o WHERE o.volume = r.volume AND o.store = v.store)
    UNION ALL
    SELECT 'PIN', true, NULL, NULL, NULL, c.change_id, NULL, NULL, n.other_name, v.changed_at
    FROM names n
    JOIN volumes v ON v.store = n.store AND v.volume = n.volume AND v.state <> 'RECLAIMED'
    CROSS JOIN LATERAL jsonb_array_elements_text(v.pins) AS c(change_id)
    UNION ALL
    -- What Slackwater makes, moves VMs to, may go back to, or deletes at this moment.
    SELECT 'SLACKWATER', true, NULL, NULL, NULL, v.state, NULL, NULL, n.other_name, v.changed_at
    FROM names n
    JOIN volumes v ON v.store = n.store AND v.volume = n.volume
                  AND v.state IN ('STAGING', 'STAGED', 'REPLACED_OVERLAY', 'RETIRING')
    UNION ALL
    SELECT DISTINCT 'SLACKWATER', true, NULL, NULL, NULL, 'BOOKKEEPING', NULL::boolean, NULL::boolean, n.other_name, l.first_listed_at
    FROM names n
    JOIN listed_volumes l ON l.store = n.store AND l.volume = n.volume AND l.bookkeeping
    UNION ALL
    SELECT 'HOLD', true, NULL, NULL, NULL, h.hold, NULL, NULL, n.other_name, h.held_at
    FROM names n
    JOIN holds h ON h.store = n.store AND h.volume = n.volume
    UNION ALL
    SELECT 'UPDATE', true, u.vm_id, (SELECT max(p.name) FROM vm_placements p WHERE p.vm_id = u.vm_id), u.host_id, u.update_id,
           NULL, NULL, n.other_name, u.changed_at
    FROM names n
    CROSS JOIN LATERAL (SELECT jsonb_build_object('store', n.store, 'volume', n.volume) AS named) j
    JOIN updates u ON u.state <> 'ENDED'
                  AND (u.replacements @> jsonb_build_array(jsonb_build_object('from', j.named))
                       OR u.replacements @> jsonb_build_array(jsonb_build_object('fromOverlay', j.named))
                       OR u.replacements @> jsonb_build_array(jsonb_build_object('to', j.named)))
$$;

-- What of a host is not known. pool is the pool that it is about, or NULL for the host.
CREATE FUNCTION host_doubts(the_host text) RETURNS TABLE (pool text, code text, subject text, detail text)
LANGUAGE sql STABLE AS $$
    SELECT NULL::text, 'HOST_UNREACHABLE', h.host_id, coalesce(h.unreachable_reason, 'It was not reached yet')
    FROM hosts h WHERE h.host_id = the_host AND h.retired_at IS NULL AND h.reachable IS NOT TRUE
    UNION ALL
    SELECT NULL, 'HOST_NOT_SYNCED', h.host_id,
           CASE WHEN h.synced_at IS NULL OR h.synced_at < h.reachable_since THEN 'It was not listed in full since it was reached'
                ELSE listed_last_text(h.synced_at) END
    FROM hosts h
    WHERE h.host_id = the_host AND h.retired_at IS NULL AND h.reachable
      AND (h.synced_at IS NULL OR h.synced_at < h.reachable_since OR h.synced_at < now() - reading_lifetime())
    UNION ALL
    SELECT NULL, 'GUESTS_NOT_WATCHED', h.host_id, 'The guests of ' || u.uri || ' are not watched'
    FROM hosts h CROSS JOIN LATERAL jsonb_array_elements_text(h.further_uris) AS u(uri)
    WHERE h.host_id = the_host AND h.retired_at IS NULL
    UNION ALL
    SELECT s.pool, 'POOL_INACTIVE', s.host_id || '/' || s.pool, 'The pool is inactive and cannot be asked'
    FROM host_stores s WHERE s.host_id = the_host AND NOT s.active
    UNION ALL
    SELECT s.pool, 'LISTING_INCOMPLETE', s.host_id || '/' || s.pool,
           CASE WHEN l.host_id IS NULL THEN 'The volumes of the pool were never listed'
                WHEN NOT l.whole THEN l.unclear
                WHEN l.store <> s.store THEN 'The pool was listed as store ' || l.store
                WHEN l.volumes <> l.listed THEN 'Of ' || l.volumes || ' volumes, ' || l.listed || ' are known'
                ELSE listed_last_text(l.observed_at) END
    FROM host_stores s
    LEFT JOIN pool_listings l ON l.host_id = s.host_id AND l.pool = s.pool
    WHERE s.host_id = the_host AND s.active
      AND (l.host_id IS NULL OR NOT l.whole OR l.store <> s.store OR l.volumes <> l.listed
           OR l.observed_at < now() - reading_lifetime())
    UNION ALL
    SELECT NULL, 'VM_UNKNOWN', min(v.vm_id), first_three(array_agg(v.sentence ORDER BY v.vm_id))
    FROM (SELECT u.vm_id, 'VM ' || u.name || ' on ' || u.host_id || ' cannot be read' AS sentence
          FROM unreadable_vms u WHERE u.host_id = the_host ORDER BY u.vm_id LIMIT 20) v
    HAVING count(*) > 0
    UNION ALL
    SELECT NULL, 'REFERENCE_UNCLEAR', min(v.vm_id), first_three(array_agg(v.sentence ORDER BY v.vm_id, v.number))
    FROM (SELECT q.vm_id, q.number, 'VM ' || p.name || ' on ' || q.host_id || ' has as ' || q.place || ' ' || q.why AS sentence
          FROM vm_unresolved q
          JOIN vm_placements p ON p.vm_id = q.vm_id AND p.host_id = q.host_id AND p.gone_at IS NULL
          WHERE q.host_id = the_host AND q.name <> ''
          ORDER BY q.vm_id, q.number LIMIT 20) v
    HAVING count(*) > 0
    UNION ALL
    SELECT l.pool, 'REFERENCE_UNCLEAR', l.host_id || '/' || l.pool, 'Pool ' || l.pool || ' on ' || l.host_id || ' ' || u.what
    FROM pool_listings l CROSS JOIN LATERAL jsonb_array_elements_text(l.unresolved) AS u(what)
    WHERE l.host_id = the_host AND l.unresolved <> '[]'
$$;

-- A volume that names files that nobody can tell, as a sentence.
CREATE FUNCTION unresolved_text(the_volume listed_volumes) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT 'Image ' || the_volume.store || '/' || the_volume.volume || ' on ' || the_volume.host_id || ' '
           || (SELECT string_agg(u.what, ', and ') FROM jsonb_array_elements_text(the_volume.unresolved) AS u(what))
$$;

-- Everything that keeps it from being known that nothing refers to a volume under this name.
CREATE FUNCTION volume_doubts(the_store text, the_volume text)
RETURNS TABLE (code text, subject text, detail text)
LANGUAGE sql STABLE AS $$
    WITH mine AS MATERIALIZED (
        SELECT s.host_id, s.pool, s.marked, s.mark_failure, s.pool_type FROM host_stores s WHERE s.store = the_store
    ), names AS MATERIALIZED (
        SELECT s.store, s.volume FROM same_files(the_store, the_volume) s
    ), files AS MATERIALIZED (
        SELECT array_agg(f.name) AS names
        FROM (SELECT file_name(the_volume) UNION
              SELECT file_name(l.path) FROM listed_volumes l WHERE l.store = the_store AND l.volume = the_volume) AS f(name)
    ), marks AS (
        SELECT max(m.number) AS number FROM store_markers m WHERE m.store = the_store
    ), confirmed AS (
        SELECT c.hosts, c.confirmed_at FROM store_confirmations c WHERE c.store = the_store
    )
    -- The image itself.
    SELECT 'FORMAT_UNKNOWN', l.volume, 'It is of format ' || l.format || ', and only raw, qcow2 and iso are known'
    FROM listed_volumes l
    WHERE l.store = the_store AND l.volume = the_volume AND l.format NOT IN ('raw', 'qcow2', 'iso')
    UNION ALL
    SELECT 'REFERENCE_UNCLEAR', l.volume, 'It ' || l.unclear
    FROM listed_volumes l WHERE l.store = the_store AND l.volume = the_volume AND l.unclear <> ''
    UNION ALL
    -- The hosts that have the store.
    SELECT d.code, d.subject, d.detail
    FROM (SELECT DISTINCT m.host_id FROM mine m) h
    CROSS JOIN LATERAL host_doubts(h.host_id) d
    WHERE NOT (d.code = 'REFERENCE_UNCLEAR' AND d.pool IS NOT NULL
               AND EXISTS (SELECT FROM mine m WHERE m.host_id = h.host_id AND m.pool = d.pool))
    UNION ALL
    SELECT 'REFERENCE_UNCLEAR', d.subject, d.detail
    FROM (SELECT DISTINCT m.host_id FROM mine m) h
    CROSS JOIN LATERAL (
        SELECT min(v.id) AS subject, first_three(array_agg(v.sentence ORDER BY v.id)) AS detail
        FROM (SELECT l.store || '/' || l.volume AS id, unresolved_text(l) AS sentence
              FROM listed_volumes l
              WHERE l.host_id = h.host_id AND l.unresolved <> '[]'
                AND NOT EXISTS (SELECT FROM names n WHERE n.store = l.store AND n.volume = l.volume)
              ORDER BY l.store, l.volume, l.pool LIMIT 20) v
        HAVING count(*) > 0
    ) d
    UNION ALL
    -- Of any other host: a path that no pool lists, to a file of the same name.
    SELECT 'REFERENCE_UNCLEAR', min(v.vm_id), first_three(array_agg(v.sentence ORDER BY v.vm_id))
    FROM (SELECT q.vm_id, 'VM ' || p.name || ' on ' || q.host_id || ' has as ' || q.place || ' ' || q.why AS sentence
          FROM vm_unresolved q
          JOIN vm_placements p ON p.vm_id = q.vm_id AND p.host_id = q.host_id AND p.gone_at IS NULL
          WHERE q.named_files && (SELECT f.names FROM files f)
            AND NOT EXISTS (SELECT FROM mine m WHERE m.host_id = q.host_id)
          LIMIT 20) v
    HAVING count(*) > 0
    UNION ALL
    SELECT 'REFERENCE_UNCLEAR', min(v.id), first_three(array_agg(v.sentence ORDER BY v.id))
    FROM (SELECT l.store || '/' || l.volume AS id, unresolved_text(l) AS sentence
          FROM listed_volumes l
          WHERE l.unresolved <> '[]' AND l.named_files && (SELECT f.names FROM files f)
            AND NOT EXISTS (SELECT FROM mine m WHERE m.host_id = l.host_id)
          LIMIT 20) v
    HAVING count(*) > 0
    UNION ALL
    SELECT 'REFERENCE_UNCLEAR', min(v.id), first_three(array_agg(v.sentence ORDER BY v.id))
    FROM (SELECT l.host_id || '/' || l.pool AS id, 'Pool ' || l.pool || ' on ' || l.host_id || ' ' || u.what AS sentence
          FROM files f
          CROSS JOIN pool_listings l
          CROSS JOIN LATERAL jsonb_array_elements_text(l.unresolved) AS u(what)
          WHERE l.unresolved <> '[]'
            AND EXISTS (SELECT FROM unnest(f.names) AS n(name)
                        WHERE strpos(u.what, '/' || n.name || ',') > 0 OR strpos(u.what, ' ' || n.name || ',') > 0)
            AND NOT EXISTS (SELECT FROM mine m WHERE m.host_id = l.host_id)
          LIMIT 20) v
    HAVING count(*) > 0
    UNION ALL
    -- Of any host: a VM names more files than its record has.
    SELECT 'REFERENCE_UNCLEAR', min(v.vm_id), first_three(array_agg(v.sentence ORDER BY v.vm_id))
    FROM (SELECT q.vm_id, 'VM ' || p.name || ' on ' || q.host_id || ' has in ' || q.place || ' ' || q.why AS sentence
          FROM vm_unresolved q
          JOIN vm_placements p ON p.vm_id = q.vm_id AND p.host_id = q.host_id AND p.gone_at IS NULL
          WHERE q.name = ''
          ORDER BY q.vm_id LIMIT 20) v
    HAVING count(*) > 0
    UNION ALL
    SELECT 'UNSUPPORTED_POOL', m.host_id || '/' || m.pool,
           'The pool is of type ' || m.pool_type || ': the host itself may use a block device of it'
    FROM mine m WHERE m.pool_type NOT IN ('dir', 'fs', 'netfs')
    UNION ALL
    SELECT 'LISTING_INCOMPLETE', m.host_id || '/' || m.pool, 'The pool does not list it, though it is the same store'
    FROM mine m
    WHERE NOT EXISTS (SELECT FROM listed_volumes l WHERE l.host_id = m.host_id AND l.pool = m.pool AND l.volume = the_volume)
    UNION ALL
    SELECT 'HOST_NOT_SYNCED', the_store, 'No host is known to have the store now'
    WHERE NOT EXISTS (SELECT FROM mine)
    UNION ALL
    -- Which hosts have the store.
    SELECT 'HOST_NOT_SYNCED', n.host_id, 'It was never listed, and may have the store'
    FROM (SELECT h.host_id FROM hosts h WHERE h.synced_at IS NULL AND h.retired_at IS NULL ORDER BY h.host_id LIMIT 3) n
    WHERE NOT EXISTS (SELECT FROM mine m WHERE m.host_id = n.host_id)
    UNION ALL
    SELECT 'STORE_UNMARKED', m.host_id || '/' || m.pool,
           CASE WHEN m.pool_type NOT IN ('dir', 'fs', 'netfs')
                THEN 'A pool of type ' || m.pool_type || ' cannot be marked, so nobody knows which hosts have the same storage'
                ELSE 'The pool shows no marker, so nobody knows which hosts have the same directory'
                     || CASE WHEN m.mark_failure = '' THEN '' ELSE '. ' || m.mark_failure END END
    FROM mine m
    -- A retired host may have the directory still.
    WHERE NOT m.marked AND (SELECT count(*) FROM (SELECT FROM hosts LIMIT 2) t) > 1
    UNION ALL
    SELECT 'STORE_UNMARKED', the_store, 'Its marker was seen, and the log does not tell of it yet'
    FROM marks k
    WHERE k.number IS NULL AND EXISTS (SELECT FROM mine m WHERE m.marked)
    UNION ALL
    SELECT 'HOST_NOT_SYNCED', b.host_id, 'It was not listed since the store was marked, and may have it'
    FROM marks k
    CROSS JOIN LATERAL (SELECT h.host_id FROM hosts h
                        WHERE h.retired_at IS NULL AND h.synced_at IS NOT NULL AND h.markers_read < k.number
                          AND NOT EXISTS (SELECT FROM mine m WHERE m.host_id = h.host_id)
                        ORDER BY h.markers_read LIMIT 3) b
    UNION ALL
    SELECT 'MARKER_AMBIGUOUS', m.host_id,
           'Its pools ' || string_agg(m.pool, ', ' ORDER BY m.pool) || ' show the marker of the store: they are one directory, or one is a copy'
    FROM mine m GROUP BY m.host_id HAVING count(*) > 1
    UNION ALL
    SELECT 'SHARED_STORE_UNCONFIRMED', f.host_id, 'It had the store, too, and shows it no more: there may be nothing mounted there now'
    FROM former_store_hosts f
    WHERE f.store = the_store AND NOT EXISTS (SELECT FROM confirmed c WHERE c.confirmed_at >= f.since)
    UNION ALL
    SELECT 'SHARED_STORE_UNCONFIRMED', the_store,
           string_agg(DISTINCT m.host_id, ', ') || ' share it, and nobody confirmed that there are no others'
    FROM mine m
    HAVING count(DISTINCT m.host_id) > 1
       AND NOT EXISTS (SELECT FROM confirmed c WHERE c.hosts @> (SELECT jsonb_agg(DISTINCT x.host_id) FROM mine x))
    UNION ALL
    SELECT 'SHARED_STORE_UNCONFIRMED', c.host_id, 'It is confirmed to share the store, and is not seen to'
    FROM (SELECT jsonb_array_elements_text(f.hosts) AS host_id FROM confirmed f) c
    WHERE NOT EXISTS (SELECT FROM mine m WHERE m.host_id = c.host_id)
    UNION ALL
    -- VMs that are gone and may come back: those that a person can release.
    SELECT 'LAST_USED_BY_VANISHED_VM', p.vm_id,
           'VM ' || p.name || ' used it last, and left ' || p.host_id || ' at ' || utc_text(p.gone_at)
    FROM (SELECT u.vm_id, u.host_id FROM vm_volumes u WHERE u.store = the_store AND u.volume = the_volume
          UNION SELECT r.vm_id, r.host_id FROM vm_references r WHERE r.store = the_store AND r.volume = the_volume) last
    JOIN vm_placements p ON p.vm_id = last.vm_id AND p.host_id = last.host_id AND p.gone_at IS NOT NULL AND p.vanished
    WHERE NOT EXISTS (SELECT FROM vm_placements q WHERE q.vm_id = p.vm_id AND q.gone_at IS NULL)
      AND NOT EXISTS (SELECT FROM released_uses r WHERE r.store = the_store AND r.vm_id = p.vm_id AND r.vanished_at >= p.gone_at)
    UNION ALL
    -- The read model itself.
    SELECT 'CONSOLE_BEHIND', t.topic,
           CASE WHEN f.as_of IS NULL THEN 'The console has not read topic ' || t.topic || ' to its end yet'
                ELSE 'The console read topic ' || t.topic || ' last at '
                     || utc_text(f.as_of) END
    FROM (VALUES ('slackwater.hosts'), ('slackwater.vm-inventory'), ('slackwater.store-volumes'), ('slackwater.storage'),
                 ('slackwater.storage-decisions'), ('slackwater.updates')) AS t(topic)
    LEFT JOIN folded_topics f ON f.topic = t.topic
    WHERE f.as_of IS NULL OR f.as_of < now() - interval '1 minute'
       OR (t.topic <> 'slackwater.store-volumes'
           AND f.as_of < (SELECT max(l.observed_at) FROM mine m JOIN pool_listings l ON l.host_id = m.host_id AND l.pool = m.pool))
    UNION ALL
    SELECT 'RECORD_UNREADABLE', u.record_key, 'What the log says of VM ' || u.record_key || ' last cannot be read'
    FROM (SELECT r.record_key, max(r.published_at) AS published_at FROM unread_records r
          WHERE r.topic = 'slackwater.vm-inventory' AND r.record_key ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
          GROUP BY r.record_key) u
    WHERE NOT EXISTS (SELECT FROM vm_placements p
                      WHERE p.vm_id = u.record_key AND greatest(p.observed_at, p.gone_at) > u.published_at)
    UNION ALL
    SELECT 'RECORD_UNREADABLE', r.topic,
           'Of the records of topic ' || r.topic || ', ' || count(*) || ' cannot be read, the last of '
           || utc_text(max(r.published_at))
    FROM unread_records r
    WHERE r.topic IN ('slackwater.hosts', 'slackwater.storage', 'slackwater.storage-decisions', 'slackwater.updates')
    GROUP BY r.topic
    UNION ALL
    SELECT 'RECORD_UNREADABLE', r.record_key, 'What the log says of ' || r.record_key || ' last cannot be read'
    FROM unread_records r
    JOIN mine m ON starts_with(r.record_key, m.host_id || '/')
    WHERE r.topic = 'slackwater.store-volumes'
      AND NOT EXISTS (SELECT FROM listed_volumes l WHERE l.host_id || '/' || l.pool || '/' || l.volume = r.record_key
                        AND l.host_id = m.host_id AND l.observed_at > r.published_at)
      AND NOT EXISTS (SELECT FROM pool_listings l WHERE l.host_id || '/' || l.pool = r.record_key
                        AND l.host_id = m.host_id AND l.observed_at > r.published_at)
$$;

-- Everything that keeps it from being known that nothing refers to an image.
CREATE FUNCTION image_doubts(the_store text, the_volume text)
RETURNS TABLE (code text, subject text, detail text)
LANGUAGE sql STABLE AS $$
    SELECT d.code, d.subject, d.detail FROM volume_doubts(the_store, the_volume) d
    UNION ALL
    -- What may refer to the file under another name.
    SELECT 'REFERENCE_UNCLEAR', s.store || '/' || s.volume, 'It is the same file as image ' || s.store || '/' || s.volume || ', which is UNCLEAR'
    FROM same_files(the_store, the_volume) s
    WHERE (s.store <> the_store OR s.volume <> the_volume) AND EXISTS (SELECT FROM volume_doubts(s.store, s.volume))
    UNION ALL
    SELECT 'REFERENCE_UNCLEAR', coalesce(r.vm, r.image, r.host || '/' || r.place),
           CASE WHEN r.vm IS NOT NULL THEN 'VM ' || r."vmName" || ' on ' || r.host || ' has by ' || r.place || ' a path that may lead to it'
                WHEN r.kind = 'ALIAS' THEN 'Image ' || r.image || ' on ' || r.host || ' may be the same file'
                WHEN r.kind = 'POOL' THEN 'Pool ' || r.place || ' on ' || r.host || ' may be made of it'
                ELSE 'Image ' || r.image || ' on ' || r.host || ' names a file that may be this' END
    FROM image_references(the_store, the_volume) r WHERE NOT r.certain
$$;

-- The documents of images. An image is a volume of a store, on however many hosts; the row of the first of them stands for it.
CREATE FUNCTION image_users(the_store text, the_volume text, most integer) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT coalesce(jsonb_agg(to_jsonb(r) - 'certain' ORDER BY r.kind, r."vmName", r.host, r.place), '[]')
    FROM (SELECT DISTINCT * FROM image_references(the_store, the_volume) q WHERE q.certain
          ORDER BY q.kind, q."vmName", q.host, q.place LIMIT most) r
$$;

CREATE FUNCTION image_doubt_list(the_store text, the_volume text, most integer) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT coalesce(jsonb_agg(to_jsonb(d) ORDER BY d.code, d.subject, d.detail), '[]')
    FROM (SELECT DISTINCT * FROM image_doubts(the_store, the_volume) q ORDER BY q.code, q.subject, q.detail LIMIT most) d
$$;

-- Its cost is said, so that a list that filters by it goes by id, and ends with its page.
CREATE FUNCTION image_verdict(the_store text, the_volume text) RETURNS text LANGUAGE sql STABLE COST 100000 AS $$
    SELECT CASE WHEN EXISTS (SELECT FROM image_references(the_store, the_volume) r WHERE r.certain) THEN 'IN_USE'
                WHEN EXISTS (SELECT FROM image_doubts(the_store, the_volume)) THEN 'UNCLEAR'
                ELSE 'UNREFERENCED' END
$$;

CREATE VIEW image_rows AS
SELECT l.store || '/' || l.volume AS id,
       l.store,
       l.volume AS name,
       l.path,
       l.format,
       l.capacity_bytes AS "capacityBytes",
       l.allocation_bytes AS "sizeBytes",
       l.backing_path AS "backingPath",
       v.portion,
       v.version,
       v.sha256,
       v.owner,
       l.first_listed_at AS "firstListedAt",
       image_verdict(l.store, l.volume) AS verdict,
       (SELECT jsonb_agg(jsonb_build_object('host', o.host_id, 'pool', o.pool, 'path', o.path, 'firstListedAt', o.first_listed_at,
                                            'listedAt', s.observed_at) ORDER BY o.host_id, o.pool)
        FROM listed_volumes o LEFT JOIN pool_listings s ON s.host_id = o.host_id AND s.pool = o.pool
        WHERE o.store = l.store AND o.volume = l.volume) AS hosts,
       (SELECT count(*) FROM (SELECT DISTINCT * FROM image_references(l.store, l.volume) r WHERE r.certain) t) AS "userCount",
       (SELECT min(r.since) FROM image_references(l.store, l.volume) r WHERE r.certain) AS "usedSince"
FROM listed_volumes l
LEFT JOIN volumes v ON v.store = l.store AND v.volume = l.volume AND v.state <> 'RECLAIMED'
WHERE NOT EXISTS (SELECT FROM listed_volumes o
                  WHERE o.store = l.store AND o.volume = l.volume AND (o.host_id, o.pool) < (l.host_id, l.pool));

-- In a list, an image shows the first of its users and doubts.
CREATE VIEW image_documents AS
SELECT r.*, image_users(r.store, r.name, 20) AS users, image_doubt_list(r.store, r.name, 20) AS doubts FROM image_rows r;

CREATE VIEW image_details AS
SELECT r.*, image_users(r.store, r.name, 10000) AS users, image_doubt_list(r.store, r.name, 1000) AS doubts FROM image_rows r;
