@NullMarked
package io.slackwater.standalone.text;

import org.jspecify.annotations.NullMarked;
