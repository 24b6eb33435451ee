/** The commands that ask the console what images there are, who uses each, and what may be deleted. */
@NullMarked
package io.slackwater.standalone.images;

import org.jspecify.annotations.NullMarked;
