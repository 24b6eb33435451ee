/** Packages themselves: the members of a .deb, read on the assumption that it is hostile. */
@NullMarked
package io.slackwater.debian.deb;

import org.jspecify.annotations.NullMarked;
