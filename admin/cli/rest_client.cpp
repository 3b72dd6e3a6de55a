#include "admin/cli/rest_client.h"

#include "admin/cli/failure.h"

#include <Poco/JSON/Parser.h>
#include <Poco/Net/HTTPBasicCredentials.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SocketStream.h>
#include <Poco/StreamCopier.h>
#include <Poco/URI.h>

#include <memory>
#include <sstream>
#include <thread>
#include <utility>
#include <vector>

namespace admin::cli {
namespace {

constexpr std::string_view kBase = "/admin/v1";
constexpr std::chrono::milliseconds kRetryPause{100};
constexpr int kFirstRefusal = 400;
constexpr std::size_t kPieceOctets = std::size_t{256} << 10U;
/// "For ever" for a library that wants a number.
constexpr std::chrono::hours kForEver{24 * 365};

std::unique_ptr<Poco::Net::HTTPClientSession> open(const std::string& url) {
    const Poco::URI uri(url);
    if (uri.getScheme() == "https") {
        return std::make_unique<Poco::Net::HTTPSClientSession>(uri.getHost(), uri.getPort());
    }
    return std::make_unique<Poco::Net::HTTPClientSession>(uri.getHost(), uri.getPort());
}

Poco::JSON::Object::Ptr parsed(const std::string& text) {
    try {
        Poco::JSON::Parser parser;
        return parser.parse(text).extract<Poco::JSON::Object::Ptr>();
    } catch (const Poco::Exception&) {
        throw Failure(Problem::RemoteError, "Error: the answer of the administration daemon is not understood");
    }
}

[[noreturn]] void refuse(int status, const std::string& body) {
    std::string message = "status " + std::to_string(status);
    auto problem = Problem::RemoteError;
    try {
        Poco::JSON::Parser parser;
        const auto object = parser.parse(body).extract<Poco::JSON::Object::Ptr>();
        message = object->optValue<std::string>("message", message);
        problem = static_cast<Problem>(object->optValue<int>("problem", static_cast<int>(problem)));
    } catch (const Poco::Exception&) {
        // Not this daemon's own answer; the status is all there is.
    }
    throw Failure(problem, "Server response: " + message);
}

Answer received(Poco::Net::HTTPClientSession& session) {
    Poco::Net::HTTPResponse response;
    Answer answer;
    Poco::StreamCopier::copyToString(session.receiveResponse(response), answer.body);
    answer.status = static_cast<int>(response.getStatus());
    return answer;
}

/// What a daemon said before it closed the connection on which the rest of a body was still to come. The session itself
/// would report only that the rest could not be sent.
/// @throws Poco::Exception if it said nothing
Answer saidBeforeTheEnd(Poco::Net::HTTPClientSession& session) {
    Poco::Net::SocketStream in(session.socket());
    Poco::Net::HTTPResponse response;
    response.read(in);
    Answer answer{.status = static_cast<int>(response.getStatus()),
                  .body = std::string(response.hasContentLength() ? response.getContentLength() : 0, '\0')};
    in.read(answer.body.data(), static_cast<std::streamsize>(answer.body.size()));
    return answer;
}

/// Sends until all has gone or the daemon has said something, which can only be a refusal.
void sendBody(Poco::Net::HTTPClientSession& session, std::ostream& out, std::istream& body,
              const std::function<void(std::int64_t)>& progress) {
    std::vector<char> piece(kPieceOctets);
    std::int64_t sent = 0;
    while (body.good() && out.good()) {
        if (session.socket().poll(Poco::Timespan(0), Poco::Net::Socket::SELECT_READ)) return;
        body.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        out.write(piece.data(), body.gcount());
        progress(sent += body.gcount());
    }
    out.flush();
}

}  // namespace

RestClient::RestClient(std::string url, Credentials credentials, Patience patience)
    : url_(std::move(url)), credentials_(std::move(credentials)), patience_(patience) {}

std::string RestClient::encoded(std::string_view text) {
    std::string result;
    Poco::URI::encode(std::string(text), "/?#&+=%;:@", result);
    return result;
}

Poco::Timespan RestClient::timeout() const {
    const auto limit = patience_.forAnswer.count() > 0 ? patience_.forAnswer : std::chrono::seconds(kForEver);
    return {static_cast<long>(limit.count()), 0};
}

Poco::Net::HTTPRequest RestClient::requestFor(const std::string& method, const std::string& path) const {
    Poco::Net::HTTPRequest request(method, std::string(kBase) + path, Poco::Net::HTTPMessage::HTTP_1_1);
    if (!credentials_.user.empty()) {
        Poco::Net::HTTPBasicCredentials(credentials_.user, credentials_.password).authenticate(request);
    }
    return request;
}

Answer RestClient::exchange(const std::string& method, const std::string& path, const std::string& body) const {
    auto session = open(url_);
    session->setTimeout(timeout());
    auto request = requestFor(method, path);
    if (!body.empty()) request.setContentType("application/json");
    request.setContentLength64(static_cast<Poco::Int64>(body.size()));
    session->sendRequest(request) << body;
    return received(*session);
}

Answer RestClient::exchangePatiently(const std::string& method, const std::string& path,
                                     const std::string& body) const {
    const auto deadline = std::chrono::steady_clock::now() + patience_.forDaemon;
    while (true) {
        try {
            return exchange(method, path, body);
        } catch (const Poco::Net::ConnectionRefusedException&) {
            if (std::chrono::steady_clock::now() >= deadline) throw;
            std::this_thread::sleep_for(kRetryPause);
        }
    }
}

/// What goes wrong with the connection is said in one way.
template <class Exchange>
Answer RestClient::answered(const Exchange& exchange) const {
    try {
        return exchange();
    } catch (const Poco::TimeoutException&) {
        throw Failure(Problem::RemoteError,
                      "Error: no answer within " + std::to_string(patience_.forAnswer.count()) + " seconds");
    } catch (const Poco::Net::ConnectionRefusedException&) {
        throw Failure(Problem::CommunicationError, "Error: the administration daemon is not up at " + url_ +
                                                       "; start yoke-admin, or wait for it with --wait <seconds>");
    } catch (const Poco::Exception& error) {
        throw Failure(Problem::CommunicationError,
                      "Error: no connection to the administration daemon at " + url_ + ": " + error.displayText());
    }
}

Poco::JSON::Object::Ptr RestClient::call(const std::string& method, const std::string& path,
                                         const Poco::JSON::Object* body) {
    const auto answer = answered([&] {
        std::ostringstream text;
        if (body != nullptr) body->stringify(text);
        return exchangePatiently(method, path, text.str());
    });
    if (answer.status >= kFirstRefusal) refuse(answer.status, answer.body);
    return parsed(answer.body);
}

void RestClient::download(const std::string& path, const std::function<void(std::string_view)>& sink) {
    const auto answer = answered([&] {
        auto session = open(url_);
        session->setTimeout(timeout());
        auto request = requestFor(Poco::Net::HTTPRequest::HTTP_GET, path);
        session->sendRequest(request);
        Poco::Net::HTTPResponse response;
        auto& in = session->receiveResponse(response);
        Answer refusal{.status = static_cast<int>(response.getStatus())};
        if (refusal.status >= kFirstRefusal) Poco::StreamCopier::copyToString(in, refusal.body);
        std::vector<char> piece(kPieceOctets);
        while (refusal.status < kFirstRefusal && in.good()) {
            in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
            sink({piece.data(), static_cast<std::size_t>(in.gcount())});
        }
        return refusal;
    });
    if (answer.status >= kFirstRefusal) refuse(answer.status, answer.body);
}

Poco::JSON::Object::Ptr RestClient::upload(const std::string& path, std::istream& body, std::int64_t length,
                                           const std::function<void(std::int64_t)>& progress) {
    const auto answer = answered([&] {
        auto session = open(url_);
        session->setTimeout(timeout());
        auto request = requestFor(Poco::Net::HTTPRequest::HTTP_POST, path);
        request.setContentType("application/zstd");
        request.setContentLength64(length);
        request.setExpectContinue(true);  // a refusal comes before the octets go
        auto& out = session->sendRequest(request);
        Poco::Net::HTTPResponse response;
        if (!session->peekResponse(response)) return received(*session);
        sendBody(*session, out, body, progress);
        try {
            return received(*session);
        } catch (const Poco::IOException&) {
            return saidBeforeTheEnd(*session);
        }
    });
    if (answer.status >= kFirstRefusal) refuse(answer.status, answer.body);
    return parsed(answer.body);
}

}  // namespace admin::cli
