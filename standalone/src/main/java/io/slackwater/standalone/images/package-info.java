/** The commands that ask the console what images there are, and who uses each. */
@NullMarked
package io.slackwater.standalone.images;

import org.jspecify.annotations.NullMarked;
