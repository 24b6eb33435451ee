/** Debian's order of versions. */
@NullMarked
package io.slackwater.domain.version;

import org.jspecify.annotations.NullMarked;
