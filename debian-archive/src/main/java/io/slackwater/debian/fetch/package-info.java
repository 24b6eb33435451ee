/** Downloads that are bounded, checked and moved into place whole. */
@NullMarked
package io.slackwater.debian.fetch;

import org.jspecify.annotations.NullMarked;
