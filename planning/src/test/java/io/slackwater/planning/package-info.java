@NullMarked
package io.slackwater.planning;

import org.jspecify.annotations.NullMarked;
