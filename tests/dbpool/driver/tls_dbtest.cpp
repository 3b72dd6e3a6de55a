#include "dbpool/driver/connection.h"
#include "dbpool/driver/db_error.h"
#include "tests/support/mariadb_server.h"
#include "tests/support/tls_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace dbpool {
namespace {

using testing::HasSubstr;

class TlsTest : public testing::Test {
protected:
    static Endpoint trusting(const test::MariaDbServer& server, const test::TlsFiles& files) {
        auto endpoint = server.endpoint();
        endpoint.tlsCaFile = files.authority();
        return endpoint;
    }
    static std::string cipherOf(Connection& connection) {
        auto rows = connection.queryText("SHOW SESSION STATUS LIKE 'Ssl_cipher'");
        return rows.next() ? rows.text(2) : "";
    }
    /// What the log says about the refusal; empty if the connection was made.
    static std::string refusal(const Endpoint& endpoint) {
        try {
            const Connection connection(endpoint, {});
            return "";
        } catch (const DbError& error) {
            EXPECT_EQ(error.kind(), DbErrorKind::Unreachable) << error.what();
            return error.what();
        }
    }
    /// An account that must show a certificate. Its password is right for both ways.
    static Endpoint certified(const test::MariaDbServer& server, const test::TlsFiles& files) {
        Connection root(server.endpoint(), {});
        root.command("CREATE USER IF NOT EXISTS certified@'%' IDENTIFIED BY 'secret' REQUIRE X509");
        auto endpoint = trusting(server, files);
        endpoint.user = "certified";
        endpoint.password = "secret";
        return endpoint;
    }
};

TEST_F(TlsTest, EncryptsWithAServerThatTheAuthoritySigned) {
    const test::TlsFiles files("IP:127.0.0.1");
    const test::MariaDbServer server(files.serverArguments());
    Connection connection(trusting(server, files), {});
    EXPECT_NE(cipherOf(connection), "");
    EXPECT_EQ(connection.query("SELECT ?", {1}).count(), 1U);
}

TEST_F(TlsTest, RefusesAnAuthorityThatDidNotSign) {
    const test::TlsFiles files("IP:127.0.0.1");
    const test::TlsFiles others("IP:127.0.0.1");
    const test::MariaDbServer server(files.serverArguments());
    EXPECT_THAT(refusal(trusting(server, others)), HasSubstr("self-signed certificate"));
    auto careless = trusting(server, others);
    careless.tlsVerifyName = false;
    EXPECT_THAT(refusal(careless), HasSubstr("self-signed certificate")) << "the chain is verified whatever the name";
}

TEST_F(TlsTest, RefusesACertificateForAnotherHostUnlessToldNotToLook) {
    const test::TlsFiles files("DNS:db.example.com");
    const test::MariaDbServer server(files.serverArguments());
    EXPECT_THAT(refusal(trusting(server, files)), HasSubstr("for the name 127.0.0.1"));
    auto careless = trusting(server, files);
    careless.tlsVerifyName = false;
    Connection connection(careless, {});
    EXPECT_NE(cipherOf(connection), "");
}

TEST_F(TlsTest, RefusesAServerWithoutTls) {
    const test::TlsFiles files("IP:127.0.0.1");
    auto endpoint = trusting(test::sharedServer(), files);
    for (const bool verifyName : {true, false}) {
        endpoint.tlsVerifyName = verifyName;
        EXPECT_THAT(refusal(endpoint), HasSubstr("the server does not support it"));
        EXPECT_THAT(refusal(endpoint), HasSubstr("127.0.0.1:" + std::to_string(endpoint.port) + " must offer TLS"));
    }
}

TEST_F(TlsTest, RefusesAnAuthorityFileThatIsMissing) {
    const test::TlsFiles files("IP:127.0.0.1");
    const test::MariaDbServer server(files.serverArguments());
    auto endpoint = trusting(server, files);
    endpoint.tlsCaFile = "/nonexistent/ca.pem";
    EXPECT_THAT(refusal(endpoint), HasSubstr("/nonexistent/ca.pem"));
}

TEST_F(TlsTest, IsRefusedInPlaintextByAServerThatRequiresTls) {
    const test::TlsFiles files("IP:127.0.0.1");
    const test::MariaDbServer server(files.serverArguments());
    server.execute("SET GLOBAL require_secure_transport = ON");
    EXPECT_EQ(refusal(trusting(server, files)), "");
    try {
        const Connection plain(server.endpoint(), {});
        ADD_FAILURE() << "not refused";
    } catch (const DbError& error) {
        EXPECT_EQ(error.kind(), DbErrorKind::AccessDenied) << "the server gives no other reason: " << error.what();
    }
}

TEST_F(TlsTest, ShowsTheCertificateThatAnAccountRequires) {
    const test::TlsFiles files("IP:127.0.0.1");
    const test::MariaDbServer server(files.serverArguments());
    auto endpoint = certified(server, files);
    EXPECT_THROW(Connection(endpoint, {}), DbError);
    endpoint.tlsCertificateFile = files.clientCertificate();
    endpoint.tlsKeyFile = files.clientKey();
    Connection connection(endpoint, {});
    EXPECT_NE(cipherOf(connection), "");
}

}  // namespace
}  // namespace dbpool
