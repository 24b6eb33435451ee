@NullMarked
package io.slackwater.standalone.operate;

import org.jspecify.annotations.NullMarked;
