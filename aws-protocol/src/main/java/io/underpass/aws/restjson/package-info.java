/** The REST-JSON protocol, as API Gateway's control APIs speak it. */
@NullMarked
package io.underpass.aws.restjson;

import org.jspecify.annotations.NullMarked;
