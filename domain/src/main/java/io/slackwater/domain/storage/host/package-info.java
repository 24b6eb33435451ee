/** The hosts that have a store, and what they say of it. */
@NullMarked
package io.slackwater.domain.storage.host;

import org.jspecify.annotations.NullMarked;
