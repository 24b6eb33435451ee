/** The machine's own apt settings. */
@NullMarked
package io.slackwater.debian.apt;

import org.jspecify.annotations.NullMarked;
