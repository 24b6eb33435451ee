@NullMarked
package io.slackwater.standalone.connect;

import org.jspecify.annotations.NullMarked;
