@NullMarked
package io.slackwater.standalone.images;

import org.jspecify.annotations.NullMarked;
