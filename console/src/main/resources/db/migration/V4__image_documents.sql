-- What the API shows of images: what uses each, what nobody can tell, and so the verdict. Here it is decided, and nowhere else: whatever
-- refers to an image makes it IN_USE; where nothing does, each doubt makes it UNCLEAR; it is UNREFERENCED where neither is
-- left, which is no proof that it is not used: docs/operations/images.md.

-- Everything that refers to an image, or may. certain is false where another image may be meant.
CREATE FUNCTION image_references(the_store text, the_volume text)
RETURNS TABLE (kind text, certain boolean, vm text, "vmName" text, host text, place text, live boolean, configured boolean,
               image text, since timestamptz)
LANGUAGE sql STABLE AS $$
    -- A slot of a VM names it, or an image above it.
    SELECT 'SLOT', true, u.vm_id, p.name, u.host_id, u.slot, u.live, u.configured,
           (SELECT CASE WHEN a.store = '' THEN a.path ELSE a.store || '/' || a.volume END FROM vm_volumes a
            WHERE a.vm_id = u.vm_id AND a.host_id = u.host_id AND a.number = u.number - 1 AND u.depth > 0),
           p.observed_at
    FROM vm_volumes u
    JOIN vm_placements p ON p.vm_id = u.vm_id AND p.host_id = u.host_id AND p.gone_at IS NULL
    WHERE u.store = the_store AND u.volume = the_volume
    UNION ALL
    -- A snapshot, a saved state, a checkpoint or another part of a definition.
    SELECT r.holder,
           NOT EXISTS (SELECT FROM vm_unresolved q WHERE q.vm_id = r.vm_id AND q.host_id = r.host_id AND q.name = r.path),
           r.vm_id, p.name, r.host_id, r.name, NULL, NULL, NULL, p.observed_at
    FROM vm_references r
    JOIN vm_placements p ON p.vm_id = r.vm_id AND p.host_id = r.host_id AND p.gone_at IS NULL
    WHERE r.store = the_store AND r.volume = the_volume
    UNION ALL
    -- Another image is backed by it or keeps its data in it, or a pool is made of it.
    SELECT CASE r.kind WHEN 'BACKING' THEN 'BACKING_FILE' WHEN 'DATA' THEN 'DATA_FILE' WHEN 'SOURCE' THEN 'POOL' ELSE r.kind END,
           r.certain, NULL, NULL, r.host_id, r.pool, NULL, NULL,
           CASE WHEN r.volume = '' THEN NULL ELSE v.store || '/' || r.volume END,
           coalesce(v.observed_at, s.observed_at)
    FROM listed_references r
    LEFT JOIN listed_volumes v ON v.host_id = r.host_id AND v.pool = r.pool AND v.volume = r.volume
    LEFT JOIN pool_listings s ON s.host_id = r.host_id AND s.pool = r.pool AND r.volume = ''
    WHERE r.ref_store = the_store AND r.ref_volume = the_volume
      AND (r.kind <> 'ALIAS' OR NOT r.certain)
      AND NOT (r.kind = 'SOURCE' AND s.store IS NOT DISTINCT FROM the_store)
      AND NOT (r.volume = the_volume AND v.store IS NOT DISTINCT FROM the_store)
    UNION ALL
    SELECT 'PIN', true, NULL, NULL, NULL, n.change_id, NULL, NULL, NULL, v.changed_at
    FROM volumes v CROSS JOIN LATERAL jsonb_array_elements_text(v.pins) AS n(change_id)
    WHERE v.store = the_store AND v.volume = the_volume AND v.state <> 'RECLAIMED'
    UNION ALL
    -- What Slackwater makes, moves VMs to, may go back to, or deletes at this moment.
    SELECT 'SLACKWATER', true, NULL, NULL, NULL, v.state, NULL, NULL, NULL, v.changed_at
    FROM volumes v
    WHERE v.store = the_store AND v.volume = the_volume AND v.state IN ('STAGING', 'STAGED', 'REPLACED_OVERLAY', 'RETIRING')
    UNION ALL
    SELECT DISTINCT 'SLACKWATER', true, NULL, NULL, NULL, 'BOOKKEEPING', NULL::boolean, NULL::boolean, NULL, l.first_listed_at
    FROM listed_volumes l
    WHERE l.store = the_store AND l.volume = the_volume AND l.bookkeeping
    UNION ALL
    SELECT 'HOLD', true, NULL, NULL, NULL, h.hold, NULL, NULL, NULL, h.held_at
    FROM holds h
    WHERE h.store = the_store AND h.volume = the_volume
    UNION ALL
    SELECT 'UPDATE', true, u.vm_id, (SELECT max(p.name) FROM vm_placements p WHERE p.vm_id = u.vm_id), u.host_id, u.update_id,
           NULL, NULL, NULL, u.changed_at
    FROM updates u
    CROSS JOIN LATERAL (SELECT jsonb_build_object('store', the_store, 'volume', the_volume) AS named) n
    WHERE u.state <> 'ENDED'
      AND (u.replacements @> jsonb_build_array(jsonb_build_object('from', n.named))
           OR u.replacements @> jsonb_build_array(jsonb_build_object('fromOverlay', n.named))
           OR u.replacements @> jsonb_build_array(jsonb_build_object('to', n.named)))
$$;

-- What of a host that has a store is not known. pool is the pool that it is about, or NULL for the host.
CREATE VIEW host_doubts AS
    SELECT h.host_id, NULL::text AS pool, 'HOST_UNREACHABLE' AS code, h.host_id AS subject,
           coalesce(h.unreachable_reason, 'It was not reached yet') AS detail
    FROM hosts h WHERE h.retired_at IS NULL AND h.reachable IS NOT TRUE
    UNION ALL
    SELECT h.host_id, NULL, 'HOST_NOT_SYNCED', h.host_id,
           CASE WHEN h.synced_at IS NULL OR h.synced_at < h.reachable_since THEN 'It was not listed in full since it was reached'
                ELSE 'It was listed last at ' || to_char(h.synced_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                     || ', more than 2 hours ago' END
    FROM hosts h
    WHERE h.retired_at IS NULL AND h.reachable
      AND (h.synced_at IS NULL OR h.synced_at < h.reachable_since OR h.synced_at < now() - interval '2 hours')
    UNION ALL
    SELECT h.host_id, NULL, 'GUESTS_NOT_WATCHED', h.host_id, 'The guests of ' || u.uri || ' are not watched'
    FROM hosts h CROSS JOIN LATERAL jsonb_array_elements_text(h.further_uris) AS u(uri)
    WHERE h.retired_at IS NULL
    UNION ALL
    SELECT s.host_id, s.pool, 'POOL_INACTIVE', s.host_id || '/' || s.pool, 'The pool is inactive and cannot be asked'
    FROM host_stores s WHERE NOT s.active
    UNION ALL
    SELECT s.host_id, s.pool, 'LISTING_INCOMPLETE', s.host_id || '/' || s.pool,
           CASE WHEN l.host_id IS NULL THEN 'The volumes of the pool were never listed'
                WHEN NOT l.whole THEN l.unclear
                WHEN l.store <> s.store THEN 'The pool was listed as store ' || l.store
                ELSE 'Of ' || l.volumes || ' volumes, ' || l.listed || ' are known' END
    FROM host_stores s
    LEFT JOIN pool_listings l ON l.host_id = s.host_id AND l.pool = s.pool
    WHERE s.active AND (l.host_id IS NULL OR NOT l.whole OR l.store <> s.store OR l.volumes <> l.listed)
    UNION ALL
    SELECT v.host_id, NULL, 'VM_UNKNOWN', v.vm_id, 'VM ' || v.name || ' on ' || v.host_id || ' cannot be read'
    FROM unreadable_vms v
    UNION ALL
    SELECT q.host_id, NULL, 'REFERENCE_UNCLEAR', q.vm_id,
           'VM ' || p.name || ' on ' || q.host_id || ' has as ' || q.place || ' ' || q.why
    FROM vm_unresolved q
    JOIN vm_placements p ON p.vm_id = q.vm_id AND p.host_id = q.host_id AND p.gone_at IS NULL
    UNION ALL
    SELECT l.host_id, l.pool, 'REFERENCE_UNCLEAR', l.host_id || '/' || l.pool, 'Pool ' || l.pool || ' on ' || l.host_id || ' ' || u.what
    FROM pool_listings l CROSS JOIN LATERAL jsonb_array_elements_text(l.unresolved) AS u(what);

-- Everything that keeps it from being known that nothing refers to an image.
CREATE FUNCTION image_doubts(the_store text, the_volume text)
RETURNS TABLE (code text, subject text, detail text)
LANGUAGE sql STABLE AS $$
    WITH mine AS (
        SELECT s.host_id, s.pool, s.marked, s.mark_failure, s.pool_type FROM host_stores s WHERE s.store = the_store
    ), marks AS (
        SELECT max(m.number) AS number FROM store_markers m WHERE m.store = the_store
    ), confirmed AS (
        SELECT c.hosts, c.confirmed_at FROM store_confirmations c WHERE c.store = the_store
    )
    -- The image itself.
    SELECT 'FORMAT_UNKNOWN', l.volume, 'It is of format ' || l.format || ', and only raw, qcow2 and iso are known'
    FROM listed_volumes l
    WHERE l.store = the_store AND l.volume = the_volume AND l.format NOT IN ('raw', 'qcow2', 'iso')
    UNION
    SELECT 'REFERENCE_UNCLEAR', l.volume, 'It ' || l.unclear
    FROM listed_volumes l WHERE l.store = the_store AND l.volume = the_volume AND l.unclear <> ''
    UNION ALL
    SELECT 'REFERENCE_UNCLEAR', coalesce(r.vm, r.image, r.host || '/' || r.place),
           CASE WHEN r.vm IS NOT NULL THEN 'VM ' || r."vmName" || ' on ' || r.host || ' has by ' || r.place || ' a path that may lead to it'
                WHEN r.kind = 'ALIAS' THEN 'Image ' || r.image || ' on ' || r.host || ' may be the same file'
                WHEN r.kind = 'POOL' THEN 'Pool ' || r.place || ' on ' || r.host || ' may be made of it'
                ELSE 'Image ' || r.image || ' on ' || r.host || ' names a file that may be this' END
    FROM image_references(the_store, the_volume) r WHERE NOT r.certain
    UNION ALL
    -- The hosts that have the store.
    SELECT d.code, d.subject, d.detail
    FROM (SELECT DISTINCT m.host_id FROM mine m) h
    JOIN host_doubts d ON d.host_id = h.host_id
    WHERE NOT (d.code = 'REFERENCE_UNCLEAR' AND d.pool IS NOT NULL
               AND EXISTS (SELECT FROM mine m WHERE m.host_id = d.host_id AND m.pool = d.pool))
    UNION ALL
    SELECT 'REFERENCE_UNCLEAR', l.store || '/' || l.volume,
           'Image ' || l.store || '/' || l.volume || ' on ' || l.host_id || ' ' || u.what
    FROM (SELECT DISTINCT m.host_id FROM mine m) h
    JOIN listed_volumes l ON l.host_id = h.host_id AND l.unresolved <> '[]'
                         AND NOT (l.store = the_store AND l.volume = the_volume)
    CROSS JOIN LATERAL jsonb_array_elements_text(l.unresolved) AS u(what)
    UNION ALL
    -- Of any host: a path that no pool lists, to a file of the same name.
    SELECT 'REFERENCE_UNCLEAR', q.vm_id, 'VM ' || p.name || ' on ' || q.host_id || ' has as ' || q.place || ' ' || q.why
    FROM vm_unresolved q
    JOIN vm_placements p ON p.vm_id = q.vm_id AND p.host_id = q.host_id AND p.gone_at IS NULL
    WHERE left(regexp_replace(q.name, '^.*/', ''), 255) = left(regexp_replace(the_volume, '^.*/', ''), 255)
    UNION ALL
    SELECT 'REFERENCE_UNCLEAR', l.store || '/' || l.volume,
           'Image ' || l.store || '/' || l.volume || ' on ' || l.host_id || ' ' || u.what
    FROM listed_volumes l CROSS JOIN LATERAL jsonb_array_elements_text(l.unresolved) AS u(what)
    WHERE l.unresolved <> '[]'
      AND left(regexp_replace(l.backing_path, '^.*/', ''), 255) = left(regexp_replace(the_volume, '^.*/', ''), 255)
      AND NOT (l.store = the_store AND l.volume = the_volume)
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
           'VM ' || p.name || ' used it last, and left ' || p.host_id || ' at ' || to_char(p.gone_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
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
                     || to_char(f.as_of AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') END
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
           || to_char(max(r.published_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
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
