/** What the storage state of this instance says, for queries. */
@NullMarked
package io.slackwater.topology.storage.query;

import org.jspecify.annotations.NullMarked;
