@NullMarked
package io.slackwater.standalone;

import org.jspecify.annotations.NullMarked;
