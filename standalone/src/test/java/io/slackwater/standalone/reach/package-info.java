@NullMarked
package io.slackwater.standalone.reach;

import org.jspecify.annotations.NullMarked;
