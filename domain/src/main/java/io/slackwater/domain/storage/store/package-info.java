/**
 * The store machine: what an update, an observation, an outcome or a changed reference means to which volumes of a store, and the
 * counting of updates as a set. Pure: what it knows is behind {@link io.slackwater.domain.storage.store.StoreRepository}.
 */
@NullMarked
package io.slackwater.domain.storage.store;

import org.jspecify.annotations.NullMarked;
